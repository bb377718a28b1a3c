/** Pass and fail by shape, not by colour alone. */
export function Mark({ met }: { met: boolean }) {
  return (
    <i className={met ? 'mark met' : 'mark missed'} aria-hidden="true">
      {met ? '✓' : '✕'}
    </i>
  );
}
