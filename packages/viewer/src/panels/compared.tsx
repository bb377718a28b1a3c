/** A row of two figures beside each other. */
export function Compared({
  name,
  before,
  after,
}: {
  name: string;
  before: string | number;
  after: string | number;
}) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{before}</td>
      <td>{after}</td>
    </tr>
  );
}
