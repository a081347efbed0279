import { heightChunk } from './uniforms'

/** Vertices of a grid's mesh by their numbers, see `meshIndex`; `height` is the expression of where one is drawn. */
export function gridVertexShader(height: string): string {
  return /* glsl */ `
${heightChunk}
uniform int pitch;
uniform vec4 boxFromGrid;
uniform vec2 halfDomain;
out float vHeight;
out vec3 vNormal;
out vec2 vBox;
out float vValid;

void main() {
  ivec2 at = ivec2(gl_VertexID % pitch, gl_VertexID / pitch);
  vec4 texel = texelFetch(heights, at, 0);
  vHeight = texel.x;
  vValid = texel.w;
  vBox = vec2(at) * boxFromGrid.xy + boxFromGrid.zw;
  float height = ${height};
  // df/dx in the domain's units becomes a slope in box coordinates
  vNormal = normalize(vec3(-texel.yz * halfDomain * (unitSlope(height) * boxHeight), 1.0));
  gl_Position = viewProjection * vec4(vBox, unitHeight(height) * boxHeight, 1.0);
}
`
}
