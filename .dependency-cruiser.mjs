/**
 * The layers of layers.mjs, held by `npm run lint`; type imports count. Each rule is a sentence of docs/architecture.md.
 */
import * as layers from './layers.mjs';

const HELPERS = Object.keys(layers.HELPERS);
const LAB = Object.keys(layers.LAB);

const oneOf = (names) => `(${names.join('|')})`;

const order = (root, folders) =>
  folders.map((folder, index) => ({
    name: `${root}-${folder}-imports-downwards`,
    comment: `${root}/${folder} may import only what stands before it in layers.mjs.`,
    severity: 'error',
    from: { path: `^${root}/${folder}/` },
    to: { path: `^${root}/`, pathNot: `^${root}/${oneOf(folders.slice(0, index + 1))}/` },
  }));

export default {
  forbidden: [
    {
      name: 'no-circle',
      comment: 'Files that need each other cannot be read one after the other.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'known-folders-only',
      comment: 'A new folder takes its place in the order first.',
      severity: 'error',
      from: { path: '^helpers/', pathNot: `^helpers/${oneOf(HELPERS)}/` },
      to: {},
    },
    ...order('helpers', HELPERS),
    ...order('lab', LAB),
    {
      name: 'judges-open-nothing',
      comment: 'Checks, diagnosis and verdict see facts and nothing else: no file, no connection, no page.',
      severity: 'error',
      from: { path: '^helpers/(checks|diagnosis|verdict)/' },
      to: {
        path: [
          '^(node:)?(fs|fs/promises|net|http|https|tls|child_process|dgram|dns)$',
          '(^|/)node_modules/(ssh2|undici|pg|playwright)',
          '(^|/)node_modules/@playwright/',
          '^helpers/(ssh|archive|deployment|browser|opencrvs|config)/',
        ],
      },
    },
    {
      name: 'judges-reach-no-connection',
      comment: 'Not by way of another file either.',
      severity: 'error',
      from: { path: '^helpers/(checks|diagnosis|verdict)/' },
      to: { path: '(^|/)node_modules/(ssh2|undici|pg)/', reachable: true },
    },
    {
      name: 'product-knows-no-lab',
      comment: 'What runs against a nation’s register holds nothing of the lab or of the tests.',
      severity: 'error',
      from: { path: '^helpers/' },
      to: { path: '^(lab|fixtures|tests|bench)/' },
    },
    {
      name: 'fake-knows-no-product',
      comment: 'A fake that shares code with the client would agree with its mistakes.',
      severity: 'error',
      from: { path: '^lab/opencrvs/' },
      to: { path: '^helpers/' },
    },
    {
      name: 'lab-knows-no-tests',
      severity: 'error',
      from: { path: '^lab/' },
      to: { path: '^(fixtures|tests|bench)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.mjs', '.js', '.json'] },
  },
};
