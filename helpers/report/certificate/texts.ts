import type { VerdictStatus } from '../../base/exit-code.ts';
import type { RecordKind } from '../../facts/policy.ts';
import type { Answer, GoLiveRow, Statement } from './statements.ts';

/** All words of the certificate, for those who translate: one object a language, in plain words for an official. */
export interface Texts {
  title: Record<VerdictStatus, string>;
  verdict: Record<VerdictStatus, string>;
  meaning: Record<VerdictStatus, string>;
  lab: string;
  country: string;
  deployment: string;
  environments: string;
  when: string;
  operator: string;
  how: string;
  statements: Record<Statement, (values: Values) => string>;
  answers: Record<Answer, string>;
  because: string;
  notShown: string;
  recovery: string;
  rpo: (value: string) => string;
  rto: (value: string) => string;
  target: (value: string) => string;
  met: string;
  missed: string;
  notMeasured: string;
  goLive: string;
  rows: Record<GoLiveRow, string>;
  warnings: (count: number) => string;
  evidence: (command: string) => string;
  noSigning: string;
  sign: readonly string[];
  date: string;
  made: (tool: string, run: string) => string;
}

/** What statements name. */
export interface Values {
  kind: RecordKind;
  trackingId: string;
  recordAt: string;
  files: number;
  night: string;
  archive: string;
  kept: number;
  wanted: number;
}

const en: Texts = {
  title: {
    passed: 'Certificate: backup and restore of the civil register',
    failed: 'Record: a backup verification that failed',
    'not-proven': 'Record: a backup verification without a full proof',
  },
  verdict: { passed: 'PASSED', failed: 'FAILED', 'not-proven': 'NOT PROVEN' },
  meaning: {
    passed: 'The register was backed up, and the backup brings a registration back, unchanged.',
    failed: 'The backup or its restore did not do what it must. The register is at risk until this is fixed.',
    'not-proven': 'Nothing was found to be wrong, but something that must be known could not be found out.',
  },
  lab: 'LAB. This was made on a throw-away deployment and says nothing about a real register.',
  country: 'Country',
  deployment: 'Deployment',
  environments: 'Production, staging, backup host',
  when: 'Verified on',
  operator: 'By',
  how: 'What was looked at, and how',
  statements: {
    record: ({ kind, trackingId, recordAt, files }) =>
      kind === 'none'
        ? 'No test record was made.'
        : `A test birth was ${kind} on production on ${recordAt} (tracking ID ${trackingId}) with ${files} attached files.`,
    archive: ({ night, archive }) =>
      `The backup of the night of ${night} is on the backup host, complete and encrypted: ${archive}.`,
    readable: ({ kind, files }) =>
      kind === 'none'
        ? 'It opens with the passphrase in safe keeping, and was read to its last byte.'
        : `It opens with the passphrase in safe keeping, was read to its last byte, and holds the test record and its ${files} files unchanged.`,
    restored: () =>
      'After the restore the record was found on staging by search; every field and every file is the same as on production.',
    separate: () =>
      'The record was not on staging before the restore, and one made after the backup did not appear: staging shows the backup and nothing else.',
    kept: ({ kept, wanted }) =>
      `The backup host keeps ${kept} nights without a gap; the policy is ${wanted}.`,
  },
  answers: { yes: 'yes', no: 'NO', open: 'not shown' },
  because: 'because',
  notShown: 'What was not shown, and why',
  recovery: 'If all were lost',
  rpo: (value) => `at most ${value} of registrations would be lost`,
  rto: (value) => `the restore took ${value}`,
  target: (value) => `target ${value}`,
  met: 'met',
  missed: 'missed',
  notMeasured: 'not measured',
  goLive: 'Go-live checklist',
  rows: {
    restore: 'Production backups are restored on staging, image attachments included',
    testData: 'Test data is cleared from production and staging',
    testBackups: 'Test backups are deleted from the backup host',
    offsite: 'An encrypted copy is kept outside the data centre',
    drill: 'Recovery from a copy alone was rehearsed',
  },
  warnings: (count) =>
    `${count} ${count === 1 ? 'warning' : 'warnings'} without effect on this result: see the report.`,
  evidence: (command) =>
    `The evidence is in evidence.zip. Anybody can check that no byte of it was changed: ${command}`,
  noSigning: 'This page is not to be signed as a proof.',
  sign: ['System administrator', 'Quality assurance', 'For the registrar general'],
  date: 'date',
  made: (tool, run) => `Made by ${tool}, run ${run}.`,
};

const fr: Texts = {
  title: {
    passed: 'Certificat : sauvegarde et restauration du registre d’état civil',
    failed: 'Procès-verbal : vérification de sauvegarde en échec',
    'not-proven': 'Procès-verbal : vérification de sauvegarde sans preuve complète',
  },
  verdict: { passed: 'RÉUSSI', failed: 'ÉCHEC', 'not-proven': 'NON PROUVÉ' },
  meaning: {
    passed: 'Le registre a été sauvegardé, et la sauvegarde restitue un enregistrement sans altération.',
    failed:
      'La sauvegarde ou sa restauration n’a pas fait ce qu’elle doit. Le registre est en danger tant que cela n’est pas corrigé.',
    'not-proven': 'Aucune erreur constatée, mais un point indispensable n’a pas pu être vérifié.',
  },
  lab: 'LABORATOIRE. Établi sur un déploiement jetable ; ne dit rien d’un registre réel.',
  country: 'Pays',
  deployment: 'Déploiement',
  environments: 'Production, préproduction, serveur de sauvegarde',
  when: 'Vérifié le',
  operator: 'Par',
  how: 'Ce qui a été examiné, et comment',
  statements: {
    record: ({ kind, trackingId, recordAt, files }) =>
      kind === 'none'
        ? 'Aucun enregistrement d’essai n’a été fait.'
        : `Une naissance d’essai a été ${kind === 'registered' ? 'enregistrée' : 'déclarée'} en production le ${recordAt} (numéro de suivi ${trackingId}) avec ${files} pièces jointes.`,
    archive: ({ night, archive }) =>
      `La sauvegarde de la nuit du ${night} est sur le serveur de sauvegarde, complète et chiffrée : ${archive}.`,
    readable: ({ kind, files }) =>
      kind === 'none'
        ? 'Elle s’ouvre avec la phrase secrète conservée en lieu sûr et a été lue jusqu’au dernier octet.'
        : `Elle s’ouvre avec la phrase secrète conservée en lieu sûr, a été lue jusqu’au dernier octet, et contient l’enregistrement d’essai et ses ${files} pièces, inchangés.`,
    restored: () =>
      'Après la restauration, l’enregistrement a été trouvé en préproduction par la recherche ; chaque champ et chaque pièce sont identiques à la production.',
    separate: () =>
      'L’enregistrement n’était pas en préproduction avant la restauration, et un autre fait après la sauvegarde n’y est pas apparu : la préproduction montre la sauvegarde et rien d’autre.',
    kept: ({ kept, wanted }) =>
      `Le serveur de sauvegarde conserve ${kept} nuits sans lacune ; la règle est de ${wanted}.`,
  },
  answers: { yes: 'oui', no: 'NON', open: 'non démontré' },
  because: 'car',
  notShown: 'Ce qui n’a pas été démontré, et pourquoi',
  recovery: 'Si tout était perdu',
  rpo: (value) => `au plus ${value} d’enregistrements seraient perdus`,
  rto: (value) => `la restauration a pris ${value}`,
  target: (value) => `objectif ${value}`,
  met: 'atteint',
  missed: 'manqué',
  notMeasured: 'non mesuré',
  goLive: 'Liste de contrôle de mise en service',
  rows: {
    restore: 'Les sauvegardes de production sont restaurées en préproduction, pièces jointes comprises',
    testData: 'Les données d’essai sont effacées de la production et de la préproduction',
    testBackups: 'Les sauvegardes d’essai sont supprimées du serveur de sauvegarde',
    offsite: 'Une copie chiffrée est conservée hors du centre de données',
    drill: 'La reprise à partir d’une copie seule a été répétée',
  },
  warnings: (count) =>
    `${count} ${count === 1 ? 'avertissement' : 'avertissements'} sans effet sur ce résultat : voir le rapport.`,
  evidence: (command) =>
    `Les preuves sont dans evidence.zip. Chacun peut vérifier qu’aucun octet n’a été modifié : ${command}`,
  noSigning: 'Cette page n’est pas à signer comme preuve.',
  sign: ['Administrateur système', 'Assurance qualité', 'Pour l’officier général d’état civil'],
  date: 'date',
  made: (tool, run) => `Établi par ${tool}, passage ${run}.`,
};

export const TEXTS = { en, fr };
export type Language = keyof typeof TEXTS;

/** Words that only a verification that passed may carry, in any language. */
export const WORDS_OF_SUCCESS = /\bpass(?:ed|es)?\b|réussi|certificat/iu;
