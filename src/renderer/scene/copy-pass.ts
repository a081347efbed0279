import type { Texture } from 'three'
import {
  BufferGeometry,
  CustomBlending,
  GLSL3,
  Mesh,
  NoBlending,
  OneFactor,
  OneMinusSrcAlphaFactor,
  RawShaderMaterial,
} from 'three'

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

/** Copies a picture, pixel by pixel, onto a canvas of its size: in place of what is there, or laid over it. */
export class CopyPass {
  readonly mesh: Mesh
  private readonly material: RawShaderMaterial

  /** A picture that is laid over has its colours multiplied by its alpha. */
  constructor(picture: { value: Texture | null }, how: 'replace' | 'over') {
    this.material = new RawShaderMaterial({
      glslVersion: GLSL3,
      vertexShader,
      fragmentShader,
      depthTest: false,
      depthWrite: false,
      uniforms: { picture },
      blending: how === 'over' ? CustomBlending : NoBlending,
      blendSrc: OneFactor,
      blendDst: OneMinusSrcAlphaFactor,
    })
    const triangle = new BufferGeometry()
    triangle.setDrawRange(0, 3)
    this.mesh = new Mesh(triangle, this.material)
    this.mesh.frustumCulled = false
  }

  dispose(): void {
    this.mesh.geometry.dispose()
    this.material.dispose()
  }
}
