import { ownOrigins } from '../opencrvs/environment.ts';
import type { Environment } from '../opencrvs/environment.ts';
import type { TestRegistration } from '../facts/test-registration.ts';
import type { ForeignOrigin } from '../facts/staging.ts';

/** Remembers which origins a browser asked that are not the environment's own; of the addresses only that is kept. */
export class ForeignRequests {
  private readonly own: ReadonlySet<string>;
  private readonly seen = new Map<string, ForeignOrigin>();

  constructor(
    environment: Environment,
    private readonly registration: Pick<TestRegistration, 'attachments'>,
    private readonly productionOrigins: ReadonlySet<string> = new Set(),
  ) {
    this.own = ownOrigins(environment);
  }

  note(url: string): void {
    const { origin, protocol, pathname } = new URL(url);
    if (!protocol.startsWith('http') || this.own.has(origin)) return;
    const before = this.seen.get(origin);
    const forAttachment = this.registration.attachments.some(({ key }) => pathname.endsWith(`/${key}`));
    this.seen.set(origin, {
      origin,
      ofProduction: this.productionOrigins.has(origin),
      forAttachment: forAttachment || before?.forAttachment === true,
    });
  }

  origins(): ForeignOrigin[] {
    return [...this.seen.values()];
  }
}
