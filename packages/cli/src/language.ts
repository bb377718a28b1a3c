import type { Language } from '@diku/engine';
import { languages } from '@diku/engine/core';

/** Language of the process: `LC_ALL`, `LC_MESSAGES` or `LANG` when it is English or Chinese, else Chinese. */
export function localeLanguage(environment: Record<string, string | undefined>): Language {
  const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || '';
  return /^en([_.@-]|$)/i.test(locale) ? 'en' : 'zh';
}

/**
 * Language of errors: what `--lang` says, else Chinese where the locale is. Where nothing is stated they are English, since
 * scripts and searches read them.
 */
export function errorLanguage(
  arguments_: readonly string[],
  environment: Record<string, string | undefined>,
): Language {
  const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || '';
  return chosenLanguage(arguments_) ?? (/^zh([_.@-]|$)/i.test(locale) ? 'zh' : 'en');
}

/** Language of the help: what `--lang` says, else the process's. */
export function helpLanguage(
  arguments_: readonly string[],
  environment: Record<string, string | undefined>,
): Language {
  return chosenLanguage(arguments_) ?? localeLanguage(environment);
}

function chosenLanguage(arguments_: readonly string[]): Language | undefined {
  const at = arguments_.findIndex((each) => each === '--lang' || each.startsWith('--lang='));
  const chosen = at < 0 ? undefined : (arguments_[at].split('=')[1] ?? arguments_[at + 1]);
  return languages.find((language) => language === chosen);
}
