const kinds = ['Buffer', 'Framebuffer', 'Program', 'Renderbuffer', 'Shader', 'Texture', 'VertexArray'] as const

/** What was asked of WebGL since the watch began. */
export interface GlWatch {
  /** GPU objects created. */
  readonly created: number
  /** Of each kind, those created less those deleted. */
  readonly left: Readonly<Record<string, number>>
  /** Indices of each mesh drawn. */
  readonly drawn: readonly number[]
  stop(): void
}

type Methods = Record<string, (...args: unknown[]) => unknown>

/** Watches all of WebGL until told to stop. */
export function watchCalls(): GlWatch {
  const methods = WebGL2RenderingContext.prototype as unknown as Methods
  const originals: Methods = {}
  const watch = (name: string, note: (args: readonly unknown[]) => void) => {
    const original = (originals[name] = methods[name]!)
    methods[name] = function (this: unknown, ...args) {
      note(args)
      return original.apply(this, args)
    }
  }
  const left: Record<string, number> = {}
  let created = 0
  const drawn: number[] = []
  for (const kind of kinds) {
    left[kind] = 0
    watch(`create${kind}`, () => {
      left[kind]!++
      created++
    })
    watch(`delete${kind}`, ([object]) => {
      if (object !== null && object !== undefined) left[kind]!--
    })
  }
  watch('drawElements', ([, count]) => drawn.push(count as number))
  return {
    get created() {
      return created
    },
    left,
    drawn,
    stop: () => void Object.assign(methods, originals),
  }
}

/** Watches all of WebGL while something runs. */
export function countCalls(run: () => void): GlWatch {
  const watch = watchCalls()
  try {
    run()
  } finally {
    watch.stop()
  }
  return watch
}
