/**
 * What the review page does in a browser, as the text of its one script: pictures zoom and move, a doubt's row leads to
 * its place, and answers are saved as a corrections file. It asks nothing of any address.
 */
export const reviewScript = `'use strict';
const data = JSON.parse(document.getElementById('doubts').textContent);
const answers = new Map();
for (const name of ['drawing', 'plan', 'doubts']) {
  const box = document.getElementById('show-' + name);
  box.addEventListener('change', () => document.body.classList.toggle('hide-' + name, !box.checked));
}
const pictures = [...document.querySelectorAll('.picture svg')].map((svg) => {
  const whole = svg.viewBox.baseVal;
  const full = { x: whole.x, y: whole.y, width: whole.width, height: whole.height };
  let view = { ...full };
  const show = (next) => {
    const width = Math.min(full.width, Math.max(full.width / 40, next.width));
    const height = width * full.height / full.width;
    view = {
      x: Math.min(full.x + full.width - width, Math.max(full.x, next.x)),
      y: Math.min(full.y + full.height - height, Math.max(full.y, next.y)), width, height };
    svg.setAttribute('viewBox', [view.x, view.y, view.width, view.height].join(' '));
    svg.style.setProperty('--shrink', Math.pow(view.width / full.width, 0.8));
  };
  const zoom = (factor, x, y) => {
    const width = view.width * factor;
    const height = view.height * factor;
    show({ x: x - (x - view.x) * factor, y: y - (y - view.y) * factor, width, height });
  };
  const place = (event) => {
    const box = svg.getBoundingClientRect();
    return [view.x + (event.clientX - box.left) / box.width * view.width,
      view.y + (event.clientY - box.top) / box.height * view.height];
  };
  svg.addEventListener('wheel', (event) => {
    if (!event.ctrlKey && !event.metaKey && view.width === full.width && event.deltaY > 0) return;
    event.preventDefault();
    zoom(Math.exp(Math.max(-0.5, Math.min(0.5, event.deltaY / 400))), ...place(event));
  }, { passive: false });
  let grip;
  svg.addEventListener('pointerdown', (event) => { grip = place(event); svg.setPointerCapture(event.pointerId); });
  svg.addEventListener('pointermove', (event) => {
    if (!grip) return;
    const [x, y] = place(event);
    show({ ...view, x: view.x + grip[0] - x, y: view.y + grip[1] - y });
  });
  for (const end of ['pointerup', 'pointercancel']) svg.addEventListener(end, () => { grip = undefined; });
  svg.addEventListener('dblclick', (event) => zoom(0.5, ...place(event)));
  return { svg, reset: () => show(full), focus: (x, y) => {
    const width = full.width / 5;
    const height = full.height / 5;
    show({ x: x - width / 2, y: y - height / 2, width, height });
  } };
});
document.getElementById('whole').addEventListener('click', () => pictures.forEach((picture) => picture.reset()));
const find = (number) => {
  for (const mark of document.querySelectorAll('.doubt.found')) mark.classList.remove('found');
  let first;
  for (const mark of document.querySelectorAll('[data-doubt="' + number + '"]')) {
    mark.classList.add('found');
    const circle = mark.querySelector('.mark circle');
    if (!first && circle) first = { svg: mark.ownerSVGElement, circle };
  }
  if (!first) return;
  const picture = pictures.find((each) => each.svg === first.svg);
  picture.focus(Number(first.circle.getAttribute('cx')), Number(first.circle.getAttribute('cy')));
  first.svg.scrollIntoView({ block: 'center', behavior: 'smooth' });
};
for (const row of document.querySelectorAll('[data-row]')) {
  row.addEventListener('click', (event) => { if (!event.target.closest('select, input')) find(row.dataset.row); });
  row.addEventListener('keydown', (event) => { if (event.key === 'Enter' && event.target === row) find(row.dataset.row); });
}
const save = document.getElementById('save');
const answer = (row, value) => {
  const doubt = data[Number(row.dataset.row) - 1];
  if (value === undefined) answers.delete(doubt); else answers.set(doubt, value);
  row.classList.toggle('done', value !== undefined);
  save.disabled = answers.size === 0;
};
for (const row of document.querySelectorAll('[data-row]')) {
  const doubt = data[Number(row.dataset.row) - 1];
  const select = row.querySelector('select');
  const typed = row.querySelector('input');
  select.addEventListener('change', () => {
    if (typed) typed.value = '';
    answer(row, select.value === '' ? undefined : doubt.choices[Number(select.value)]);
  });
  typed?.addEventListener('input', () => {
    select.value = '';
    const value = typed.value === '' ? undefined : { [typed.dataset.key]: Number(typed.value) };
    answer(row, value && typed.validity.valid ? (doubt.sourceLevel ? { level: value } : { set: value }) : undefined);
  });
}
save.addEventListener('click', () => {
  const out = { format: 'diku-corrections', version: 1 };
  const merge = (key, name, value) => { out[key] = { ...out[key], [name]: value }; };
  for (const [doubt, answer] of answers) {
    if (answer === 'accept' || answer === 'reject') out[answer] = [...(out[answer] ?? []), doubt.id];
    else if (answer.set) merge('set', doubt.id, answer.set);
    else if (answer.units) out.units = answer.units;
    else if (answer.layer) merge('layers', doubt.layer, answer.layer);
    else merge('levels', doubt.sourceLevel, { ...out.levels?.[doubt.sourceLevel], ...answer.level });
  }
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([JSON.stringify(out, null, 2) + '\\n'], { type: 'application/json' }));
  link.download = save.dataset.file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
});
`;
