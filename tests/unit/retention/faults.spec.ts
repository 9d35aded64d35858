import { expect, test } from '@playwright/test';
import { answer } from '../../../helpers/checks/check.ts';
import { retentionChecks } from '../../../helpers/checks/retention.ts';
import { BackupDirectory } from './backup-directory.ts';
import { factsOf, failedCodes, midnight, TODAY } from './deployment.ts';
import { FAULTS } from './faults.ts';

for (const fault of FAULTS) {
  test(`${fault.id} ${fault.name}: ${fault.codes.join(', ') || 'nothing is blamed'}`, async () => {
    const directory = new BackupDirectory();
    try {
      fault.make(directory);
      const facts = await factsOf(directory, fault.now);
      fault.change?.(facts.seen, facts);
      expect(failedCodes(facts)).toEqual([...fault.codes].sort());
    } finally {
      directory.remove();
    }
  });
}

test('a healthy directory leaves nothing open that could be known', async () => {
  const directory = new BackupDirectory();
  try {
    directory.nights(TODAY, 8, midnight);
    const facts = await factsOf(directory);
    const open = retentionChecks
      .map((check) => answer(check, facts))
      .filter(({ status }) => status === 'not-proven');
    expect(open).toEqual([]);
  } finally {
    directory.remove();
  }
});
