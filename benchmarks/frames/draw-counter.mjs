/**
 * Runs inside the page before its own scripts (as text: it sees nothing of this module). Counts what each frame asks
 * WebGL to draw; `most` is the frame with the most of it since it was set to 0. Nothing of the planner is changed for it.
 */
export function installDrawCounter() {
  const counter = { calls: 0, most: 0 };
  window.drawCounter = counter;
  for (const name of ['drawArrays', 'drawElements', 'drawArraysInstanced', 'drawElementsInstanced']) {
    const draw = WebGL2RenderingContext.prototype[name];
    WebGL2RenderingContext.prototype[name] = function (...args) {
      counter.calls += 1;
      return draw.apply(this, args);
    };
  }
  const endFrame = () => {
    counter.most = Math.max(counter.most, counter.calls);
    counter.calls = 0;
    requestAnimationFrame(endFrame);
  };
  requestAnimationFrame(endFrame);
}
