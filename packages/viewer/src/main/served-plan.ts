import type { FileOpener } from './open-file.ts';

/**
 * Opens the plan that the server offers beside the page; a server without one says so by 204 or 404.
 * @returns whether there is one
 */
export async function loadServedPlan(files: FileOpener): Promise<boolean> {
  let response: Response;
  try {
    response = await fetch('./plan.json', { cache: 'no-store' });
  } catch {
    return false;
  }
  if (response.status !== 200 || !/json/.test(response.headers.get('content-type') ?? '')) return false;
  await files.open([new File([await response.blob()], 'plan.json')], {});
  return true;
}
