/**
 * Types, lint and format, unused code, architecture: every static check, in seconds. `--without-architecture` leaves
 * the architecture test to a test run that has it anyway. Exit status 1 when any check fails; all of them run.
 */
import { runChecks } from './lib/run-checks.mjs';

const { failed } = await runChecks({ architecture: !process.argv.includes('--without-architecture') });
process.exit(failed.length > 0 ? 1 : 0);
