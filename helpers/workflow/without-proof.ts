import { resolve } from 'node:path';
import { EXIT, type ExitCode } from '../base/exit-code.ts';
import { exitCodeOfError } from '../base/exit-of-error.ts';
import type { Check } from '../checks/check.ts';
import { readConfig } from '../config/load-config.ts';
import { redactor } from '../redact/secrets.ts';
import { identityOf } from '../report/result/identity.ts';
import { resultWithoutProof } from '../report/result/result-of.ts';
import { withDeployment, type CommandContext, type DeploymentRequest } from './command-context.ts';
import { report } from './conclude.ts';

/** What kept a command from proving anything. */
export interface Obstacle {
  /** A sentence or two. */
  why: string;
  /** What was looked at before. */
  checks?: readonly Check[];
}

/**
 * As `withDeployment`, for a command that is to prove: where it could not (exit code 2 or 3) and judged no run, what it found
 * takes the place of the earlier verdict, which would go on speaking of another night.
 */
export async function proving(
  request: DeploymentRequest,
  work: (deployment: CommandContext) => Promise<ExitCode>,
): Promise<ExitCode> {
  const startedAt = new Date().toISOString();
  let hasResult = false;
  let obstacle: Obstacle = { why: 'nothing could be looked at.' };
  const replaceVerdict = async (exitCode: ExitCode) => {
    if (hasResult || (exitCode !== EXIT.usage && exitCode !== EXIT.unreachable)) return;
    const { config } = readConfig(request.env, request.profile);
    const source = { id: `none-${startedAt.replace(/[-:]/g, '').slice(0, 15)}`, startedAt };
    const result = resultWithoutProof({
      ...obstacle,
      run: source,
      finishedAt: new Date().toISOString(),
      identity: identityOf(config),
      policy: config.policy,
      exitCode,
    });
    await report(redactor.redactValue(result), null, {
      config,
      reportsDir: resolve(request.reports),
      stateDir: resolve(request.state),
      ...request,
      // What is wrong was said already.
      print: () => undefined,
    });
  };
  try {
    const exitCode = await withDeployment(
      {
        ...request,
        onResult: (result) => {
          hasResult = true;
          request.onResult?.(result);
        },
        onObstacle: (found) => {
          obstacle = found;
        },
      },
      work,
    );
    await replaceVerdict(exitCode);
    return exitCode;
  } catch (error) {
    obstacle = { ...obstacle, why: error instanceof Error ? error.message : String(error) };
    await replaceVerdict(exitCodeOfError(error)).catch(() => undefined);
    throw error;
  }
}
