/**
 * Runs tasks in their order, at most `most` under way at once, so that one can compute while another waits for workers.
 * After a failure no more are started; it is thrown when those under way have ended. [tasks] results, in order
 */
export async function runOverlapped<Result>(
  tasks: readonly (() => Promise<Result>)[],
  most: number,
): Promise<Result[]> {
  const results: Result[] = [];
  const failures: unknown[] = [];
  let next = 0;
  const lane = async () => {
    while (next < tasks.length && failures.length === 0) {
      const index = next;
      next += 1;
      try {
        results[index] = await tasks[index]();
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: most }, lane));
  if (failures.length > 0) throw failures[0];
  return results;
}
