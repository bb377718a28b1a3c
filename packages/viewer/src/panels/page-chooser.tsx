import type { ImportSource } from '../store/imported.ts';
import { formatNumber, text } from '../texts/language.ts';
import { useApp } from './use-app.tsx';

/** Shows the pages of a PDF of several as thumbnails: the one that is pressed is read. */
export function PageChooser({ pages = [], page: chosen }: Pick<ImportSource, 'pages' | 'page'>) {
  const { actions } = useApp();
  if (pages.length < 2) return null;
  return (
    <section className="page-chooser" data-id="page-chooser">
      <h3>{text('pagesTitle', { count: pages.length })}</h3>
      <div className="page-list">
        {pages.map(({ page, sizeMm: [width, height], title, lines, thumbnail }) => {
          const name = title ?? text('pageLines', { count: formatNumber(lines, 0) });
          return (
            <button
              key={page}
              type="button"
              data-id={`page-${page}`}
              aria-pressed={page === chosen}
              title={text('pageTip', { page, width, height, name })}
              onClick={() => actions.pending.readPage(page)}
            >
              <svg viewBox={`0 0 1 ${height / width}`} aria-hidden="true">
                <path d={pathOf(thumbnail)} />
              </svg>
              <span>{text('pageName', { page, name })}</span>
            </button>
          );
        })}
      </div>
    </section>
  );
}

function pathOf(lines: readonly number[]): string {
  const parts: string[] = [];
  for (let i = 0; i < lines.length; i += 4) {
    parts.push(`M${lines[i]} ${lines[i + 1]}L${lines[i + 2]} ${lines[i + 3]}`);
  }
  return parts.join('');
}
