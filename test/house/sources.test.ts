/** What every source is read for. In one test file, so that one process parses them, once. */
import './source-checks/api.ts';
import './source-checks/architecture.ts';
import './source-checks/limits.ts';
import './source-checks/messages.ts';
import './source-checks/names.ts';
import './source-checks/registries.ts';
