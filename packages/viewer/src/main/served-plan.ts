/** The plan that the server offers beside the page; a server without one says so by 204 or 404. */
export async function readServedPlan(): Promise<File | undefined> {
  try {
    const response = await fetch('./plan.json', { cache: 'no-store' });
    if (response.status !== 200 || !/json/.test(response.headers.get('content-type') ?? '')) return undefined;
    return new File([await response.blob()], 'plan.json');
  } catch {
    return undefined;
  }
}
