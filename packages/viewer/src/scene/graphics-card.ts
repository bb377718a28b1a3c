/** Names of programs that draw on the processor: SwiftShader, Mesa's, Windows' own. */
const softwareNames = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/**
 * Whether WebGL is more than a program on the processor, where every sample of a pixel is paid for in frames. Browsers
 * do not own up to it reliably, so the name of the renderer counts too.
 */
export function hasGraphicsCard(): boolean {
  const context = document
    .createElement('canvas')
    .getContext('webgl2', { failIfMajorPerformanceCaveat: true });
  if (!context) return false;
  const names = context.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(context.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : context.RENDERER));
  context.getExtension('WEBGL_lose_context')?.loseContext();
  return !softwareNames.test(renderer);
}
