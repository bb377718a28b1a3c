/** One garage of a batch: what is planned, and what it is called. */
export interface Community {
  /** Unlike all others of the batch. */
  id: string;
  /** Overrides the plan's, as are name and district, where a list has them. */
  planId?: string;
  name?: string;
  district?: string;
  /** Drawing or plan, as the list names it. */
  input: string;
  /** Path of the garage's file. */
  path: string;
  /** Its path in the result set, with slashes. */
  folder: string;
}
