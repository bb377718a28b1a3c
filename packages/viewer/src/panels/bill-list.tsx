import type { NetworkBill } from '@diku/engine/design';
import { formatCny, formatNumber, formatPercent, language, text } from '../texts/language.ts';

/** What is ordered, and what it comes to. */
export function BillList({ bill }: { bill: NetworkBill }) {
  const { items, materialCny, labourCny, costCny, assumedRatio, unpriced } = bill;
  const sum = { material: formatCny(materialCny), labour: formatCny(labourCny) };
  return (
    <>
      <table className="bill">
        <tbody>
          {items.map(({ part, name, nameEn, unit, ordered, costCny: cost, assumed, source }) => (
            <tr key={part} title={source}>
              <th scope="row">{`${language() === 'en' ? (nameEn ?? name) : name}${assumed ? ' *' : ''}`}</th>
              <td>{`${formatNumber(ordered)} ${unit === 'm' ? 'm' : text('billPieces')}`}</td>
              <td>{formatCny(cost)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              {text('billTotal', sum)}
            </th>
            <td>{formatCny(costCny)}</td>
          </tr>
        </tfoot>
      </table>
      {assumedRatio > 0 && (
        <p className="quiet">{text('billAssumed', { percent: formatPercent(assumedRatio) })}</p>
      )}
      {unpriced.length > 0 && (
        <p className="problem">{text('billUnpriced', { list: unpriced.join(', ') })}</p>
      )}
    </>
  );
}
