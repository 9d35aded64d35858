import { test } from '@playwright/test';
import { conversation, endConversations, type Conversation } from './conversation.ts';
import { recordedAnswers } from './recorded-answers.ts';

const recorded = recordedAnswers('events');

let talk: Conversation;

test.beforeAll(async () => {
  talk = await conversation('reads');
  talk.placeholders.set('<trackingId>', 'ZZZZZZ');
});

test.afterAll(endConversations);

/** What is asked of any register, whatever is in it. */
const NEEDS_NO_RECORD = [
  'event-get-404',
  'event-get-bad-input',
  'rest-get-404',
  'event-search-none',
  'event-search-bad-query',
  'event-search-no-scope',
  'user-get',
  'administrativeAreas-list',
  'locations-list-all',
  'locations-list-crvs-office',
  'locations-list-health-facility',
];

for (const name of NEEDS_NO_RECORD) {
  test(name, async () => {
    await talk.hold(name, recorded[name]!);
  });
}
