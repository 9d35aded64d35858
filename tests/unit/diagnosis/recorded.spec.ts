import { expect, test } from '@playwright/test';
import { judge } from '../../../helpers/verdict/judge.ts';
import { diagnose } from '../../../helpers/diagnosis/diagnose.ts';
import { RECORDED } from './recorded/recorded.ts';
import { healthyRun } from './spoil.ts';

const ACCESS = { production: true, staging: true, backup: true };

for (const { name, what, failed, cause, spoil } of RECORDED)
  test(`recorded ${name}: ${what}`, () => {
    const facts = healthyRun();
    spoil(facts);
    const { checks, verdict } = judge(facts);
    expect([...verdict.failed].sort()).toEqual([...failed].sort());
    const [first, ...others] = diagnose(checks, facts, ACCESS);
    expect(first?.code).toBe(cause);
    expect(others.map(({ code }) => code)).not.toContain(cause);
  });
