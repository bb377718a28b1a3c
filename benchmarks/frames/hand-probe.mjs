/**
 * Runs inside the page before its own scripts (as text: it sees nothing of this module). Notes how long after a pointer
 * event the field that answers it is on screen: from the event before the worker is asked to the end of the frame in
 * which its heatmap is uploaded; and the three stretches of that: until the worker is asked, until its heatmap has
 * arrived, until it is on screen. Nothing of the planner is changed for it.
 */
export function installHandProbe() {
  const empty = () => ({ latenciesMs: [], waitedMs: [], computedMs: [], shownMs: [], frames: [] });
  const probe = { recording: false, ...empty() };
  window.handProbe = probe;
  window.startHandProbe = () => Object.assign(probe, empty(), { recording: true });
  let pointerAt = 0;
  let asked;
  let arrived = [];
  let uploads = 0;

  window.addEventListener(
    'pointermove',
    (event) => {
      pointerAt = event.timeStamp;
    },
    true,
  );

  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message, ...rest) {
    const call = message?.path?.[0];
    // Walls: what a new plan is computed for is asked first, its heatmap then.
    if (call === 'track') asked = { pointer: pointerAt, at: performance.now() };
    if (call === 'trackedHeatmap') {
      const question = asked ?? { pointer: pointerAt, at: performance.now() };
      asked = undefined;
      const onEvent = (event) => {
        if (event.data?.id !== message.id) return;
        this.removeEventListener('message', onEvent);
        arrived.push({ ...question, arrivedAt: performance.now() });
      };
      this.addEventListener('message', onEvent);
    }
    return post.call(this, message, ...rest);
  };

  const upload = WebGL2RenderingContext.prototype.texSubImage2D;
  WebGL2RenderingContext.prototype.texSubImage2D = function (...args) {
    uploads += 1;
    return upload.apply(this, args);
  };
  const uploadAll = WebGL2RenderingContext.prototype.texImage2D;
  WebGL2RenderingContext.prototype.texImage2D = function (...args) {
    uploads += 1;
    return uploadAll.apply(this, args);
  };

  const endFrame = (time) => {
    const now = performance.now();
    if (probe.recording) {
      probe.frames.push(time);
      for (const { pointer, at, arrivedAt } of uploads > 0 ? arrived : []) {
        probe.latenciesMs.push(now - pointer);
        probe.waitedMs.push(at - pointer);
        probe.computedMs.push(arrivedAt - at);
        probe.shownMs.push(now - arrivedAt);
      }
    }
    if (uploads > 0) arrived = [];
    uploads = 0;
  };
  const loop = (time) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      endFrame(time);
    };
    channel.port2.postMessage(undefined);
    requestAnimationFrame(loop);
  };
  requestAnimationFrame(loop);
}
