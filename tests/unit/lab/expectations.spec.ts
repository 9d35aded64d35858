import { expect, test } from '@playwright/test';
import { CATALOGUE } from '../../../helpers/checks/catalogue.ts';
import { CAUSES, FAMILIES } from '../../../helpers/diagnosis/causes/causes.ts';
import { readExpectation } from '../../../lab/faults/expectation.ts';
import { listFaults } from '../../../lab/faults/list-faults.ts';

const CRITICAL = new Set<string>(
  CATALOGUE.filter(({ severity }) => severity === 'critical').map(({ code }) => code),
);
const NAMED = new Set([...CAUSES, ...FAMILIES].map(({ code }) => code));

test('beside every fault stands what must come of it: critical checks that there are, and one cause', async () => {
  for (const { name, folder, description } of await listFaults()) {
    const { kind, cause, mustFail, mayFail } = await readExpectation(folder);
    expect(description, name).not.toBe('');
    expect(['real-tool', 'modelled'], name).toContain(kind);
    expect([...NAMED], name).toContain(cause);
    expect(
      [...mustFail, ...mayFail].filter((code) => !CRITICAL.has(code)),
      name,
    ).toEqual([]);
    expect(
      mayFail.filter((code) => mustFail.includes(code)),
      name,
    ).toEqual([]);
  }
});
