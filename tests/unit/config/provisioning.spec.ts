import { expect, test } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'dotenv';
import { provisionedSettings, readProvisioning } from '../../../helpers/config/provisioning.ts';
import { envText, writeEnv } from '../../../helpers/config/write-env.ts';

const INVENTORY = 'infrastructure/server-setup/inventory';

/** A country configuration with these files; a name without a folder is an inventory's. */
function checkout(files: Record<string, string>): string {
  const dir = test.info().outputPath('country');
  for (const [name, content] of Object.entries(files)) {
    const path = join(dir, name.includes('/') ? name : `${INVENTORY}/${name}`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  return dir;
}

const USERS =
  'users: [{ name: old, state: absent, sudoer: true }, { name: ada, state: present, sudoer: yes }]';

const DEPLOYMENT = {
  'production.yml': `
all: { vars: { ${USERS}, backup_server_remote_target_directory: /srv/archives } }
docker-manager-first: { hosts: { prod-01: { ansible_host: 10.0.0.1 } } }
backups: { hosts: { backup: { ansible_host: 10.0.0.3 } } }`,
  'staging.yml': `
all: { vars: { ${USERS} } }
docker-manager-first: { hosts: { staging.example.org: } }`,
  'backup.yml': `
all: { vars: { ${USERS}, amount_of_backups_to_keep: 14 } }
backups-host: { hosts: { backup: { ansible_host: 10.0.0.3 } } }`,
};

test('hosts, directory and retention come from the deployment’s own provisioning', () => {
  expect(provisionedSettings(checkout(DEPLOYMENT))).toEqual({
    PRODUCTION_SSH: 'ada@10.0.0.1',
    STAGING_SSH: 'ada@staging.example.org',
    BACKUP_SSH: 'ada@10.0.0.3',
    BACKUP_DIR: '/srv/archives',
    AMOUNT_OF_BACKUPS_TO_KEEP: '14',
  });
});

test('every value says where it stands', () => {
  const { settings } = readProvisioning(checkout(DEPLOYMENT));
  expect(Object.fromEntries([...settings].map(([key, { origin }]) => [key, origin]))).toEqual({
    PRODUCTION_SSH: `${INVENTORY}/production.yml, prod-01`,
    STAGING_SSH: `${INVENTORY}/staging.yml, staging.example.org`,
    BACKUP_SSH: `${INVENTORY}/backup.yml, backup`,
    BACKUP_DIR: `${INVENTORY}/production.yml, all › backup_server_remote_target_directory`,
    AMOUNT_OF_BACKUPS_TO_KEEP: `${INVENTORY}/backup.yml, all › amount_of_backups_to_keep`,
  });
});

test('known hosts are taken where they know every hop', () => {
  const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA==';
  const dir = checkout({ ...DEPLOYMENT, 'infrastructure/known-hosts': `10.0.0.1 ${key}\n` });
  const settings = provisionedSettings(dir);
  expect(settings['PRODUCTION_SSH_KNOWN_HOSTS']).toBe(join(dir, 'infrastructure/known-hosts'));
  expect(settings['STAGING_SSH_KNOWN_HOSTS']).toBeUndefined();
});

/** A production inventory with this host and these lines besides, and what it gives. */
const CASES: [
  name: string,
  files: Record<string, string>,
  settings: Record<string, string>,
  leftOut: RegExp[],
][] = [
  [
    'a jump host only where the host uses it, with the login it uses',
    {
      'production.yml': `
docker-manager-first: { hosts: { a: { ansible_host: 10.0.0.1, ansible_ssh_common_args: '-o StrictHostKeyChecking=no -J jump@bastion:2222,b2' } } }`,
      'staging.yml': 'docker-manager-first: { hosts: { s: { ansible_host: 10.0.0.2 } } }',
      'jump.yml': 'jump-host: { hosts: { bastion: { ansible_host: 10.0.0.9, ansible_user: other } } }',
    },
    { PRODUCTION_SSH: '10.0.0.1', PRODUCTION_SSH_JUMP: 'jump@bastion:2222,b2', STAGING_SSH: '10.0.0.2' },
    [],
  ],
  [
    'a jump host written as ProxyJump, or as a ProxyCommand of ssh, for a whole group',
    {
      'production.yml': `
all: { vars: { ansible_ssh_common_args: '-o ProxyCommand="ssh -p 2200 -q -W %h:%p me@bastion"' } }
docker-manager-first: { hosts: { a: { ansible_host: 10.0.0.1 } } }`,
      'staging.yml': `
docker-manager-first: { hosts: { s: { ansible_host: 10.0.0.2, ansible_ssh_extra_args: -oProxyJump=b3 } } }`,
    },
    {
      PRODUCTION_SSH: '10.0.0.1',
      PRODUCTION_SSH_JUMP: 'me@bastion:2200',
      STAGING_SSH: '10.0.0.2',
      STAGING_SSH_JUMP: 'b3',
    },
    [],
  ],
  [
    'another ProxyCommand is left to the SSH client',
    {
      'production.yml': `
docker-manager-first: { hosts: { a: { ansible_ssh_common_args: '-o ProxyCommand="cloudflared access ssh --hostname %h"' } } }`,
    },
    { PRODUCTION_SSH: 'a' },
    [/^PRODUCTION_SSH_JUMP: .*production\.yml, a › ansible_ssh_common_args has a ProxyCommand/],
  ],
  [
    'ports and users, the nearest ones; an IPv6 address; old names of the variables',
    {
      'production.yml': `
all: { vars: { ansible_user: far, ansible_port: 1, ${USERS} } }
docker-manager-first: { vars: { ansible_port: 2201 }, hosts: { a: { ansible_host: '2001:db8::1', ansible_user: near } } }`,
      'staging.yml': `
docker-manager-first: { hosts: { s: { ansible_ssh_host: 10.0.0.2, ansible_ssh_user: u, ansible_ssh_port: 22 } } }`,
    },
    { PRODUCTION_SSH: 'near@[2001:db8::1]:2201', STAGING_SSH: 'u@10.0.0.2:22' },
    [],
  ],
  [
    'groups of groups, anchors, merge keys, a host with its port in its name, ranges',
    {
      'production.yml': `
x-shared: &shared { ansible_user: ada, ansible_port: 2022 }
all:
  children:
    swarm:
      vars: { <<: *shared }
      children: { docker-manager-first: { hosts: { 'app-[01:03].example.org': } } }
    backups: { hosts: { '10.0.0.3:2222': { ansible_user: bob } } }`,
    },
    { PRODUCTION_SSH: 'ada@app-01.example.org:2022', BACKUP_SSH: 'bob@10.0.0.3:2222' },
    [],
  ],
  [
    'variables that name others, and variables of files beside the playbook',
    {
      'production.yml': `
all: { vars: { net: 10.0.0, backup_home: /srv/b } }
docker-manager-first: { hosts: { a: { ansible_host: '{{ net }}.1', ansible_port: "{{ port | default('2200') }}" } } }`,
      'infrastructure/server-setup/group_vars/all.yml':
        'ansible_user: carol\nbackup_server_remote_target_directory: "{{ backup_home }}/archives"\n',
    },
    { PRODUCTION_SSH: 'carol@10.0.0.1:2200', BACKUP_DIR: '/srv/b/archives' },
    [],
  ],
  [
    'what Ansible alone can work out, or keeps encrypted, is left out and said',
    {
      'production.yml': `
docker-manager-first:
  hosts:
    a:
      ansible_host: "{{ lookup('env', 'HOST') }}"
backups:
  hosts:
    b:
      ansible_host: !vault |
        $ANSIBLE_VAULT;1.1;AES256
        6162
`,
      'infrastructure/server-setup/group_vars/all.yml': '$ANSIBLE_VAULT;1.1;AES256\n6162\n',
    },
    {},
    [
      /^PRODUCTION_SSH: .*production\.yml, a › ansible_host is an expression/,
      /^BACKUP_SSH: .*production\.yml, b › ansible_host is encrypted with ansible-vault/,
      /group_vars\/all\.yml is encrypted with ansible-vault/,
    ],
  ],
  [
    'a template that nobody filled in',
    {
      'production.yml': `
all: { vars: { users: [{ name: my-user, state: present, sudoer: true }] } }
docker-manager-first: { hosts: { your-server-hostname-here: { ansible_host: 22.22.22.22 } } }
backups: { hosts: { b: { ansible_host: <IP ADDRESS OF THE SERVER> } } }`,
      'staging.yml': `
all: { vars: { users: [{ name: my-user, state: present, sudoer: true }] } }
docker-manager-first: { hosts: { s: { ansible_host: 10.0.0.2, ansible_ssh_common_args: '-J jump@55.55.55.55' } } }`,
    },
    { STAGING_SSH: '10.0.0.2' },
    [
      /^PRODUCTION_SSH: .* › ansible_host is still what the template says/,
      /^STAGING_SSH_JUMP: .* is still what the template says/,
      /^BACKUP_SSH: .* › ansible_host is still what the template says/,
    ],
  ],
  [
    'a cluster, which OpenCRVS provisions from its own master',
    {
      'prod.yml': `
all:
  vars: { ansible_user: provision, kube_api_host: 10.1.0.1, users: [{ name: ada, state: present, role: admin }] }
  children:
    master: { hosts: { master: { ansible_host: localhost, ansible_connection: local } } }
    backup: { hosts: { backup0: { ansible_host: 10.1.0.4 } } }`,
      'infrastructure/server-setup/group_vars/all.yml':
        'backup_server_user_home: /home/backup\namount_of_backups_to_keep: 7\n',
    },
    {
      PRODUCTION_SSH: 'provision@10.1.0.1',
      BACKUP_SSH: 'provision@10.1.0.4',
      BACKUP_LAYOUT: 'kubernetes',
      BACKUP_DIR: '/home/backup/prod',
      AMOUNT_OF_BACKUPS_TO_KEEP: '7',
    },
    [],
  ],
  [
    'a cluster whose address stands nowhere',
    { 'production.yml': 'all: { children: { master: { hosts: { master: { ansible_host: localhost } } } } }' },
    {},
    [/^PRODUCTION_SSH: .* is the machine that Ansible runs on/],
  ],
  [
    'staging’s own backups are not production’s: the archives lie where staging fetches them',
    {
      'staging.yml': `
all: { vars: { backup_server_remote_target_directory: /home/backup/staging, backup_server_remote_source_directory: /home/backup/archives } }
docker-manager-first: { hosts: { s: { ansible_host: 10.0.0.2 } } }
backups: { hosts: { b: { ansible_host: 10.0.0.3, amount_of_backups_to_keep: 3 } } }`,
    },
    {
      STAGING_SSH: '10.0.0.2',
      BACKUP_SSH: '10.0.0.3',
      BACKUP_DIR: '/home/backup/archives',
      AMOUNT_OF_BACKUPS_TO_KEEP: '3',
    },
    [],
  ],
  [
    'the INI form, beside the playbook',
    {
      'infrastructure/server-setup/production.ini': `
; comment
[docker-manager-first]
prod ansible_host="10.0.0.1" ansible_port=2201 data_label=data1

[everything:children]
docker-manager-first
[everything:vars]
ansible_user = ada`,
    },
    { PRODUCTION_SSH: 'ada@10.0.0.1:2201' },
    [],
  ],
  [
    'a key given twice: the last one counts',
    {
      'production.yml':
        'docker-manager-first: { hosts: { a: { ansible_host: 10.0.0.1, ansible_host: 10.0.0.2 } } }',
    },
    { PRODUCTION_SSH: '10.0.0.2' },
    [],
  ],
];

for (const [name, files, settings, leftOut] of CASES) {
  test(name, () => {
    const dir = checkout(files);
    const provisioned = readProvisioning(dir);
    expect(provisionedSettings(dir)).toEqual(settings);
    expect(provisioned.leftOut, provisioned.leftOut.join('\n')).toHaveLength(leftOut.length);
    for (const [index, sentence] of leftOut.entries()) expect(provisioned.leftOut[index]).toMatch(sentence);
  });
}

for (const [name, content, sentence] of [
  ['a tab', 'all:\n\tvars: {}\n', /production\.yml:2 is no valid YAML: \w/],
  ['an alias without its anchor', 'all:\n  vars: *nowhere\n', /production\.yml.* is no valid YAML: \w/],
  [
    'a list of hosts',
    'all:\n  vars: {}\n\ngroup:\n  hosts:\n    - a\n',
    /production\.yml:6: group › hosts must be a mapping/,
  ],
  ['a playbook', '- hosts: all\n  tasks: []\n', /production\.yml:1 is a playbook, not an inventory/],
  [
    'a bomb of aliases',
    `a: &a [x,x,x,x,x,x,x,x,x,x]\n${[...'bcdefgh'].map((key, i) => `${key}: &${key} [${Array(10).fill(`*${'abcdefg'[i]}`).join()}]`).join('\n')}`,
    /production\.yml.* is no valid YAML/,
  ],
] as const) {
  test(`what cannot be read is one sentence with file and line: ${name}`, () => {
    const dir = checkout({ 'production.yml': content });
    expect(() => provisionedSettings(dir)).toThrow(sentence);
    expect(() => provisionedSettings(dir)).not.toThrow(/\n/);
  });
}

test('a folder without an inventory is said to be one, with what it has instead', () => {
  expect(() => provisionedSettings(checkout({ 'README.md': '', 'qa.yml': 'all:\n' }))).toThrow(
    /holds no inventory of production, staging or backup\. It has qa\.yml/,
  );
});

test('an inventory is read, never run', () => {
  const dir = checkout({ 'production.yml': `#!/bin/sh\ntouch ${test.info().outputPath('ran')}\n` });
  execFileSync('chmod', ['+x', join(dir, INVENTORY, 'production.yml')]);
  expect(() => provisionedSettings(dir)).toThrow('is no inventory');
  expect(statSync(test.info().outputPath('ran'), { throwIfNoEntry: false })).toBeUndefined();
});

test('.env is written for its owner alone, never over another one, and read back as it was', () => {
  const settings = {
    PRODUCTION_DOMAIN: 'crvs.example.org',
    BACKUP_PASSPHRASE: 'with $ign, "quotes", back\\nslash and #',
    PRODUCTION_PASSWORD_COMMAND: "pass show 'a b'",
    PRODUCTION_PASSWORD: `both ' and "`,
  };
  expect(parse(envText(settings))).toEqual(settings);
  const file = test.info().outputPath('.env');
  writeEnv(file, settings);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(() => writeEnv(file, settings)).toThrow('is there already');
  expect(parse(readFileSync(file, 'utf8'))).toEqual(settings);
});
