/** Where evidence comes from, and so what access somebody needs to see it. */
export type SignSource = 'production' | 'backup' | 'staging' | 'client';

/** A likely cause of what the checks found. */
export interface Diagnosis {
  /** Stable, upper snake case. */
  code: string;
  /** What is wrong, in one sentence. */
  title: string;
  /** Weight of the evidence, to rank by; no probability. From 8 on there is a sign that hardly anything else leaves. */
  score: number;
  /** What was seen that speaks for it, the weightiest first. */
  evidence: string[];
  remedy: string;
  /** Causes that leave the same traces where this was looked from, when it stands for several. */
  candidates?: { code: string; title: string }[];
  /** Which access would tell it apart from others, when something that would show was not seen. */
  wouldTell?: string;
}

/** Which hosts could be asked: decides what can be told apart. */
export interface Access {
  production: boolean;
  staging: boolean;
  backup: boolean;
}
