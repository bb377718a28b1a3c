import type { FileOpener } from './open-file.ts';

/** Opens the plan that the server offers beside the page; a server without one says so by 204 or 404. */
export async function loadServedPlan(files: FileOpener): Promise<void> {
  let response: Response;
  try {
    response = await fetch('./plan.json', { cache: 'no-store' });
  } catch {
    return;
  }
  if (response.status !== 200 || !/json/.test(response.headers.get('content-type') ?? '')) return;
  await files.open([new File([await response.blob()], 'plan.json')], {});
}
