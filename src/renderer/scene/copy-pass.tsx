import { useState } from 'react'
import { CustomBlending, GLSL3, NoBlending, OneFactor, OneMinusSrcAlphaFactor } from 'three'
import type { TextureUniform } from './marks/uniforms'

const vertexShader = /* glsl */ `
void main() {
  vec2 corner = vec2((gl_VertexID << 1) & 2, gl_VertexID & 2);
  gl_Position = vec4(corner * 2.0 - 1.0, 0.0, 1.0);
}
`

const fragmentShader = /* glsl */ `
precision highp float;
precision highp sampler2D;
uniform sampler2D picture;
out vec4 color;

void main() {
  color = texelFetch(picture, ivec2(gl_FragCoord.xy), 0);
}
`

const triangle = { start: 0, count: 3 }

/**
 * Copies a picture, pixel by pixel, onto a canvas of its size: in place of what is there, or laid over it. A picture
 * that is laid over has its colours multiplied by its alpha.
 */
export function CopyPass({ picture, how }: { picture: TextureUniform; how: 'replace' | 'over' }) {
  const [parameters] = useState(() => ({
    glslVersion: GLSL3,
    vertexShader,
    fragmentShader,
    depthTest: false,
    depthWrite: false,
    uniforms: { picture },
    blending: how === 'over' ? CustomBlending : NoBlending,
    blendSrc: OneFactor,
    blendDst: OneMinusSrcAlphaFactor,
  }))
  return (
    <mesh frustumCulled={false}>
      <bufferGeometry drawRange={triangle} />
      <rawShaderMaterial args={[parameters]} />
    </mesh>
  )
}
