const planKey = 'diku.plan';
const programmeKey = 'diku.programme';

/** The plan that this tab was at before its page was loaded again. */
export function planOfThisTab(): string | undefined {
  return read(planKey);
}

/** @param id undefined where the tab is at none any more */
export function notePlanOfThisTab(id: string | undefined): void {
  note(planKey, id);
}

/** The programme that this tab had open, and whether it was on screen. */
export function programmeOfThisTab(): { name: string; isShown: boolean } | undefined {
  const noted = read(programmeKey);
  return noted === undefined ? undefined : { name: noted.slice(1), isShown: noted.startsWith('+') };
}

export function noteProgrammeOfThisTab(programme: { name: string; isShown: boolean } | undefined): void {
  note(programmeKey, programme && `${programme.isShown ? '+' : '-'}${programme.name}`);
}

function read(key: string): string | undefined {
  try {
    return sessionStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

function note(key: string, value: string | undefined): void {
  try {
    if (value === undefined) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, value);
  } catch {
    // The newest plan is taken instead; a programme has to be opened again.
  }
}
