import { STATUSES } from '../../checks/check.ts';
import { causesOf, figuresOf, notProvenOf, sentenceOf, verdictWord } from '../headline.ts';
import { QUESTIONS, questionOf } from '../question.ts';
import { shownIn } from '../result/local-time.ts';
import type { Result } from '../result/result.ts';
import { FIRST_PAGE_STYLE } from './first-page-style.ts';
import { html } from './html.ts';
import { timelineSvg } from './timeline.ts';

/**
 * What stands above Allure's own page: verdict, whose it is, causes with remedy, what was not proven, figures, the nights. HTML
 * without scripts, readable without a click, on paper and on a phone.
 *
 * @param nightsSvg the picture of the nights; null: none was made
 */
export function firstPage(result: Result, nightsSvg: string | null): string {
  const { deployment, status, run } = result;
  const lab = deployment.isLab
    ? '<p class="bv-lab">LAB: a throw-away deployment. This says nothing about a real one.</p>'
    : '';
  const picture = (title: string, svg: string | null) =>
    svg === null
      ? ''
      : `<details open class="bv-picture"><summary>${title}</summary><div>${svg}</div></details>`;
  return `<style>${FIRST_PAGE_STYLE}</style>
<section class="bv bv-${status}" id="verdict" aria-label="Verdict">
${lab}
<header><h1>${verdictWord(result)}</h1><div><p class="bv-name">${html(deployment.name)}</p>
<p>${html([deployment.production, deployment.staging, deployment.backupHost].filter(Boolean).join(' → '))}</p>
<p>${shownIn(run.timeZone, run.finishedAt)} · ${html(run.operator)}</p></div></header>
<p class="bv-sentence">${html(sentenceOf(result))}</p>
${causesHtml(result)}${openHtml(result)}${warningsHtml(result)}
${questionsHtml(result)}
<dl class="bv-figures">${figuresOf(result)
    .map(({ name, text }) => `<div><dt>${html(name)}</dt><dd>${html(text)}</dd></div>`)
    .join('')}</dl>
${picture('Nights on the backup host', nightsSvg)}
${picture('This night', timelineSvg(result))}
<p class="bv-run">Run ${html(run.id)} · ${html(result.tool.name)} ${html(result.tool.version)} · every check with its evidence is below</p>
</section>`;
}

function causesHtml(result: Result): string {
  const causes = causesOf(result);
  if (causes.length === 0) return '';
  return `<h2>${causes.length === 1 ? 'Cause' : 'Likely causes'}, and what to do</h2><ol class="bv-causes">${causes
    .map(
      ({ title, remedy, evidence, or, wouldTell }) =>
        `<li><p><strong>${html(title)}</strong>${or.map((other) => `<br>or: ${html(other)}`).join('')}</p>
<p class="bv-do"><b>Do</b> ${html(remedy)}</p>${
          evidence.length === 0 ? '' : `<ul>${evidence.map((line) => `<li>${html(line)}</li>`).join('')}</ul>`
        }${wouldTell === null ? '' : `<p>More would be known with ${html(wouldTell)}</p>`}</li>`,
    )
    .join('')}</ol>`;
}

function openHtml(result: Result): string {
  const open = notProvenOf(result);
  if (open.length === 0) return '';
  return `<h2>Not proven</h2><ul class="bv-open">${open
    .map(({ codes, reason }) => `<li>${html(reason)}<br><small>${codes.map(html).join(', ')}</small></li>`)
    .join('')}</ul>`;
}

function warningsHtml({ checks, warnings }: Result): string {
  if (warnings.length === 0) return '';
  return `<h2>Warnings, without effect on the verdict</h2><ul class="bv-open">${checks
    .filter(({ code }) => warnings.includes(code))
    .map((check) => `<li>${html(check.title)}${'actual' in check ? `: ${html(check.actual)}` : ''}</li>`)
    .join('')}</ul>`;
}

const WORD = {
  passed: 'passed',
  failed: 'failed',
  'not-proven': 'not proven',
  'not-applicable': 'n/a',
} as const;

function questionsHtml({ checks }: Result): string {
  const rows = QUESTIONS.map((question) => {
    const mine = checks.filter((check) => questionOf(check) === question);
    const counts = STATUSES.map((status) => ({
      status,
      count: mine.filter((check) => check.status === status).length,
    })).filter(({ count }) => count > 0);
    return mine.length === 0
      ? ''
      : `<li><b>${question}</b> ${counts
          .map(
            ({ status, count }) => `<span class="bv-count bv-is-${status}">${count} ${WORD[status]}</span>`,
          )
          .join(' ')}</li>`;
  });
  return `<ul class="bv-questions">${rows.join('')}</ul>`;
}
