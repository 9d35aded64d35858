import { authorized } from '../api.ts';
import { addressOf } from '../record/attachments.ts';

/** A file as a declaration names it. */
export interface Uploaded {
  path: string;
  originalFilename: string;
  type: string;
}

/** Sends a file to the object store and keeps it in this profile's cache, from which pages show it. */
export async function upload(file: File, folder: string): Promise<Uploaded> {
  const form = new FormData();
  form.append('file', file);
  form.append('transactionId', crypto.randomUUID());
  form.append('path', folder);
  const response = await authorized('/api/upload', { method: 'POST', body: form });
  if (!response.ok) throw new Error(`The file was not taken (${response.status}).`);
  const path = await response.text();
  const cache = await caches.open(`workbox-runtime-${location.origin}/`);
  await cache.put(addressOf(path), new Response(file, { headers: { 'content-type': file.type } }));
  return { path, originalFilename: file.name, type: file.type };
}
