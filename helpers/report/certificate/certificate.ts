import { html } from '../forms/html.ts';
import { notProvenOf } from '../headline.ts';
import { shownIn } from '../result/local-time.ts';
import type { Result } from '../result/result.ts';
import { bytesText, durationText, hoursText } from '../words.ts';
import { answerTo, GO_LIVE_ROWS, goLiveAnswer, STATEMENTS, type Answer } from './statements.ts';
import { CERTIFICATE_STYLE } from './style.ts';
import { TEXTS, WORDS_OF_SUCCESS, type Language, type Texts, type Values } from './texts.ts';

export interface CertificateOptions {
  language: Language;
  country: string | null;
}

/** How anybody with OpenSSH and coreutils checks the evidence. */
const CHECK_COMMAND = 'npm run verify-evidence -- evidence.zip';

/**
 * The result on one page, in plain words for whoever signs the go-live checklist.
 *
 * @throws when a word of success stands on it although the verification did not pass
 */
export function certificate(result: Result, { language, country }: CertificateOptions): string {
  const texts = TEXTS[language];
  const { status, deployment, run, tool } = result;
  const facts: [string, string][] = [
    ...(country === null ? [] : [[texts.country, country] as [string, string]]),
    [texts.deployment, deployment.name],
    [
      texts.environments,
      [deployment.production, deployment.staging, deployment.backupHost]
        .map((host) => host ?? '–')
        .join(', '),
    ],
    [texts.when, `${shownIn(run.timeZone, run.finishedAt)} (${run.finishedAt.slice(0, 16)}Z)`],
    [texts.operator, run.operator],
  ];
  const isSignable = status === 'passed' && !deployment.isLab;
  const own = [
    texts.title[status],
    texts.verdict[status],
    texts.meaning[status],
    ...GO_LIVE_ROWS.map((row) => texts.rows[row]),
  ].join(' ');
  if (status !== 'passed' && WORDS_OF_SUCCESS.test(own))
    throw new Error('the certificate of a verification that did not pass must not say that it did');
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${html(`${texts.title[status]}: ${deployment.name}`)}</title><style>${CERTIFICATE_STYLE}</style></head>
<body class="${status}">
${deployment.isLab ? `<p class="lab">${html(texts.lab)}</p>` : ''}
<h1>${html(texts.title[status])}</h1>
<div class="verdict"><b>${html(deployment.isLab ? `LAB · ${texts.verdict[status]}` : texts.verdict[status])}</b><span>${html(texts.meaning[status])}</span></div>
<table>${facts.map(([name, value]) => `<tr><th>${html(name)}</th><td>${html(value)}</td></tr>`).join('')}</table>
<h2>${html(texts.how)}</h2>
<table class="rows">${STATEMENTS.map((statement) =>
    answerRow(texts.statements[statement](valuesOf(result)), answerTo(statement, result), texts),
  ).join('')}</table>
${notShown(result, texts)}
<h2>${html(texts.recovery)}</h2><p>${html(recoveryText(result, texts))}</p>
<h2>${html(texts.goLive)}</h2>
<table class="rows">${GO_LIVE_ROWS.map((row) => answerRow(texts.rows[row], goLiveAnswer(row, result), texts)).join('')}</table>
<p class="small">${result.warnings.length === 0 ? '' : `${html(texts.warnings(result.warnings.length))} `}${html(texts.evidence(CHECK_COMMAND))}<br>${html(texts.made(`${tool.name} ${tool.version}`, run.id))}</p>
${isSignable ? `<div class="sign">${texts.sign.map((who) => `<div><span></span>${html(who)}, ${html(texts.date)}</div>`).join('')}</div>` : `<p class="nosign">${html(texts.noSigning)}</p>`}
</body></html>
`;
}

const answerRow = (text: string, answer: Answer, texts: Texts): string =>
  `<tr class="${answer}"><td class="answer">${html(texts.answers[answer])}</td><td>${html(text)}</td></tr>`;

/** More would not fit on a page; the report has all. */
const REASONS_SHOWN = 4;

function notShown(result: Result, texts: Texts): string {
  const failed = result.checks
    .filter(({ code }) => result.failed.includes(code))
    .map(
      (check) =>
        `${check.title}: ${texts.answers.no}${'actual' in check ? `, ${texts.because} ${check.actual}` : ''}`,
    );
  const open = notProvenOf(result).map(({ codes, reason }) => `${codes.length} × ${reason}`);
  const said = [...(result.withoutProof === null ? [] : [result.withoutProof]), ...failed, ...open];
  if (said.length === 0) return '';
  const shown = said
    .slice(0, REASONS_SHOWN)
    .map((line) => (line.length > 220 ? `${line.slice(0, 219)}…` : line));
  return `<h2>${html(texts.notShown)}</h2><ul>${shown.map((line) => `<li>${html(line)}</li>`).join('')}${said.length > REASONS_SHOWN ? `<li>+ ${said.length - REASONS_SHOWN}</li>` : ''}</ul>`;
}

function recoveryText({ recovery }: Result, texts: Texts): string {
  const { rpoHours, rtoSeconds, rpoTargetHours, rtoTargetHours } = recovery;
  const against = (hours: number | null, target: number | null) =>
    target === null
      ? ''
      : ` (${texts.target(hoursText(target))}${hours === null ? '' : `, ${hours <= target ? texts.met : texts.missed}`})`;
  const part = (said: string | null, hours: number | null, target: number | null) =>
    `${said ?? texts.notMeasured}${against(hours, target)}`;
  return [
    `RPO: ${part(rpoHours === null ? null : texts.rpo(hoursText(rpoHours)), rpoHours, rpoTargetHours)}`,
    `RTO: ${part(rtoSeconds === null ? null : texts.rto(durationText(rtoSeconds)), rtoSeconds === null ? null : rtoSeconds / 3600, rtoTargetHours)}`,
  ].join('; ');
}

function valuesOf({ record, attachments, night, archive, retention, run }: Result): Values {
  const files = archive?.files.map(
    ({ name, bytes, sha256 }) =>
      `${name}, ${bytesText(bytes)}${sha256 === null ? '' : `, SHA-256 ${sha256}`}`,
  );
  return {
    kind: record?.kind ?? 'registered',
    trackingId: record?.trackingId ?? '–',
    recordAt: record?.at == null ? '–' : shownIn(run.timeZone, record.at),
    files: attachments.length,
    night: night?.date ?? '–',
    archive: files?.join('; ') ?? '–',
    kept: retention?.kept ?? 0,
    wanted: retention?.wanted ?? 0,
  };
}
