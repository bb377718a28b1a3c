/**
 * Runs inside the page before its own scripts (as text: it sees nothing of this module). Notes how long after a pointer
 * event the field that answers it is on screen: from the event before the worker is asked to the end of the frame in
 * which its picture is uploaded. Nothing of the planner is changed for it.
 */
export function installHandProbe() {
  const probe = { recording: false, latenciesMs: [], frames: [] };
  window.handProbe = probe;
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
    // Walls: what a new plan is computed for is asked first, its picture then.
    if (call === 'track') asked = pointerAt;
    if (call === 'trackedPicture') {
      const pointer = asked ?? pointerAt;
      asked = undefined;
      const hear = (event) => {
        if (event.data?.id !== message.id) return;
        this.removeEventListener('message', hear);
        arrived.push(pointer);
      };
      this.addEventListener('message', hear);
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
    if (probe.recording) {
      probe.frames.push(time);
      if (uploads > 0) for (const pointer of arrived) probe.latenciesMs.push(performance.now() - pointer);
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
