import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { requireToken, type Authenticated } from '../auth/bearer.ts';
import type { Claims, Tokens } from '../auth/token.ts';
import type { Procedure, Procedures } from './procedure.ts';
import { fromSuperjson, toSuperjson } from './superjson.ts';
import { TrpcError } from './trpc-error.ts';

/** Parses the input and runs; whatever goes wrong becomes a TrpcError. */
export async function call(procedure: Procedure, input: unknown, claims: Claims): Promise<unknown> {
  try {
    return await procedure.run(procedure.input.parse(input) as never, claims);
  } catch (error) {
    if (error instanceof TrpcError) throw error;
    if (error instanceof z.ZodError) {
      throw new TrpcError('BAD_REQUEST', JSON.stringify(error.issues, null, 2));
    }
    console.log(`internal error: ${error instanceof Error ? error.message : String(error)}`);
    throw new TrpcError('INTERNAL_SERVER_ERROR', error instanceof Error ? error.message : String(error));
  }
}

/** `GET|POST /<procedure>[,<procedure>…]`: tRPC 11 with superjson, single or batched; queries may be POSTed. */
export function trpcRoutes(procedures: Procedures, tokens: Tokens, version: string) {
  const routes = new Hono<Authenticated>();
  routes.on(['GET', 'POST'], '/:path', requireToken(tokens), async (context) => {
    const paths = context.req.param('path').split(',');
    const unknown = paths.some((path) => procedures[path] === undefined);
    context.header('x-version', version);
    context.header('cache-control', 'no-cache');
    if (unknown) {
      const code = 'NOT_FOUND';
      return context.json({ message: 'Not found', code, data: { code, httpStatus: 404 } }, 404);
    }
    context.header('vary', 'trpc-accept');
    const isBatch = context.req.query('batch') === '1';
    const inputs = await readInputs(context, isBatch);
    const claims = context.get('claims');
    const answers = await Promise.all(
      paths.map((path, index) => answer(path, procedures, context.req.method, inputs[index], claims)),
    );
    const statuses = new Set(answers.map(({ status }) => status));
    const status = statuses.size === 1 ? [...statuses][0] : 207;
    const body = isBatch ? answers.map(({ body }) => body) : answers[0]?.body;
    return context.json(body as object, status as 200);
  });
  return routes;
}

async function readInputs(context: Context, isBatch: boolean): Promise<unknown[]> {
  const text =
    context.req.method === 'GET' ? (context.req.query('input') ?? '{}') : (await context.req.text()) || '{}';
  const body = JSON.parse(text) as Record<string, unknown>;
  if (!isBatch) return [fromSuperjson(body)];
  const inputs: unknown[] = [];
  for (const [index, envelope] of Object.entries(body)) inputs[Number(index)] = fromSuperjson(envelope);
  return inputs;
}

async function answer(
  path: string,
  procedures: Procedures,
  method: string,
  input: unknown,
  claims: Claims,
): Promise<{ status: number; body: unknown }> {
  try {
    const procedure = procedures[path];
    if (procedure === undefined) throw new TrpcError('NOT_FOUND');
    if (method === 'GET' && procedure.type === 'mutation') {
      throw new TrpcError(
        'METHOD_NOT_SUPPORTED',
        `Unsupported GET-request to mutation procedure at path "${path}"`,
      );
    }
    const data = toSuperjson(await call(procedure, input, claims));
    return { status: 200, body: { result: { data } } };
  } catch (error) {
    const { code, message, number, httpStatus } = error as TrpcError;
    const json = { message, code: number, data: { code, httpStatus, path } };
    return { status: httpStatus, body: { error: { json } } };
  }
}
