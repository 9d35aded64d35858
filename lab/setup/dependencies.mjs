// Runs before anything of the project is installed, so it is plain JavaScript without dependencies.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Node.js ${process.versions.node} is too old: install 20.19 or newer.`);
  process.exit(2);
}

// npm's own marker file does not say of which lock file the folder was made.
const marker = `${root}node_modules/.installed-from`;
const wanted = createHash('sha256')
  .update(readFileSync(`${root}package-lock.json`))
  .digest('hex');
if (!existsSync(marker) || readFileSync(marker, 'utf8') !== wanted) {
  const others = runningFrom(`${root}node_modules/`);
  if (others.length > 0) {
    console.error(
      `package-lock.json has changed since the packages were installed, and another command of this project is running (process ${others.join(', ')}): installing now would take its packages away. Wait for it to end, then re-run.`,
    );
    process.exit(3);
  }
  console.log('Set-up: installing the project’s npm packages');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) {
    console.error('npm ci failed: see its message above; the npm registry must be reachable.');
    process.exit(3);
  }
  writeFileSync(marker, wanted);
}

/** Processes that were started with something of this folder, or that install it; Linux alone tells. */
function runningFrom(folder) {
  if (!existsSync('/proc/self/cmdline')) return [];
  const own = ancestors();
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid) || own.has(pid)) return false;
    const told = contentOf(`/proc/${pid}/cmdline`).split('\0');
    const isInstaller = told.includes('ci') && told.some((part) => /(?:^|\/)npm(?:-cli\.js)?$/.test(part));
    if (isInstaller) return folderOf(pid) === root.replace(/\/$/, '');
    // By a path in the folder, or with `--import tsx` in this project.
    return (
      told.some((part) => part.replace('file://', '').startsWith(folder)) ||
      (told.includes('tsx') && folderOf(pid) === root.replace(/\/$/, ''))
    );
  });
}

/** This process and those that wait for it. */
function ancestors() {
  const own = new Set();
  for (let pid = String(process.pid); pid !== '0' && pid !== '' && !own.has(pid);) {
    own.add(pid);
    pid = /^PPid:\s*(\d+)/m.exec(contentOf(`/proc/${pid}/status`))?.[1] ?? '';
  }
  return own;
}

function folderOf(pid) {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '';
  }
}

function contentOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
