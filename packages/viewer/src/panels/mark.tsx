/** Pass and fail by shape, not by colour alone. @param isWarning what fails only warns */
export function Mark({ met, isWarning }: { met: boolean; isWarning?: boolean }) {
  const look = met ? 'met' : isWarning ? 'warned' : 'missed';
  return (
    <i className={`mark ${look}`} aria-hidden="true">
      {{ met: '✓', warned: '!', missed: '✕' }[look]}
    </i>
  );
}
