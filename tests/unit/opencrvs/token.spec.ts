import { expect, test } from '@playwright/test';
import { parseScope } from '../../../helpers/opencrvs/api/token.ts';

test('reads the scopes of 2.0', () => {
  expect(parseScope('type=record.custom-action&event=birth&customActionTypes=ESCALATE,REVOKE')).toEqual({
    type: 'record.custom-action',
    options: { event: ['birth'], customActionTypes: ['ESCALATE', 'REVOKE'] },
  });
  expect(parseScope('type=record.unassign-others')).toEqual({ type: 'record.unassign-others', options: {} });
});

test('reads the scopes of 1.9', () => {
  expect(parseScope('search[event=birth|death,access=all]')).toEqual({
    type: 'search',
    options: { event: ['birth', 'death'], access: ['all'] },
  });
  expect(parseScope('record.unassign-others')).toEqual({ type: 'record.unassign-others', options: {} });
});
