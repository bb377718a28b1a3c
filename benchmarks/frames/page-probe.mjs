/**
 * Runs inside the page before its own scripts (as text: it sees nothing of this module). Notes the time of every
 * frame, what the main thread does in each, every heatmap of the field that is uploaded, and the pointer event it
 * answers. `silent` drops what the page asks of its field worker while an antenna moves, so that the rest can be timed
 * alone. Nothing of the planner is changed for it.
 */
export function installProbe(silent) {
  const probe = {
    recording: false,
    frames: [],
    busyMs: [],
    latenciesMs: [],
    fieldUpdates: 0,
    fieldFrames: 0,
    workerMs: [],
    longTasks: 0,
  };
  window.frameProbe = probe;
  let pointerAt = 0;
  let busy = 0;
  const asked = new Map();
  /** Pointer events whose heatmaps have arrived and are not on screen yet. */
  let arrived = [];

  window.addEventListener(
    'pointermove',
    (event) => {
      pointerAt = event.timeStamp;
    },
    true,
  );

  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message, ...rest) {
    const isFrame = message?.path?.[0] === 'trackedHeatmap';
    if (isFrame && silent && probe.recording) return;
    if (isFrame) {
      const at = performance.now();
      const pointer = pointerAt;
      asked.set(message.id, true);
      const onEvent = (event) => {
        if (event.data?.id !== message.id) return;
        this.removeEventListener('message', onEvent);
        arrived.push(pointer);
        if (probe.recording) probe.workerMs.push(performance.now() - at);
      };
      this.addEventListener('message', onEvent);
    }
    return post.call(this, message, ...rest);
  };

  const upload = WebGL2RenderingContext.prototype.texSubImage2D;
  let uploads = 0;
  WebGL2RenderingContext.prototype.texSubImage2D = function (...args) {
    uploads += 1;
    return upload.apply(this, args);
  };

  const request = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) =>
    request((time) => {
      const started = performance.now();
      callback(time);
      busy += performance.now() - started;
    });

  new PerformanceObserver((list) => {
    if (probe.recording) probe.longTasks += list.getEntries().length;
  }).observe({ entryTypes: ['longtask'] });

  /** The end of a frame: what was uploaded in it will be on screen with it. */
  const endFrame = (time) => {
    const now = performance.now();
    if (probe.recording) {
      probe.frames.push(time);
      probe.busyMs.push(busy);
      if (uploads > 0 && arrived.length > 0) {
        probe.fieldUpdates += arrived.length;
        probe.fieldFrames += 1;
        for (const pointer of arrived) probe.latenciesMs.push(now - pointer);
      }
    }
    if (uploads > 0) arrived = [];
    busy = 0;
    uploads = 0;
  };
  // The last callback of each frame: it asks for the next one from a task after the page's own.
  const loop = (time) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      endFrame(time);
    };
    channel.port2.postMessage(undefined);
    request(loop);
  };
  request(loop);
}
