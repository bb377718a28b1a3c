/**
 * Loads a package that whoever installs the engine may leave out, large and needed for one thing only.
 * @param purpose what it is for, as a subject in the plural: `drawings in IFC`
 * @throws Error that says which package to install
 */
export async function loadOptional<Package>(
  name: string,
  purpose: string,
  load: () => Promise<Package>,
): Promise<Package> {
  try {
    return await load();
  } catch (cause) {
    throw new Error(`${purpose} need the package ${name}, which cannot be loaded: npm install ${name}`, {
      cause,
    });
  }
}
