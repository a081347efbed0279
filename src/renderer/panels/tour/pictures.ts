const urls = import.meta.glob<string>('../../../../resources/tour/*.webp', {
  query: '?url',
  import: 'default',
  eager: true,
})

/** The picture of a scenario, which `npm run scenarios` takes; undefined where there is none yet. */
export function pictureOf(id: string): string | undefined {
  return urls[`../../../../resources/tour/${id}.webp`]
}
