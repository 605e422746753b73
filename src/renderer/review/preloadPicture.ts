import { pictureUrl } from '../components/pictureUrl.ts'

/** Pictures kept decoded: those around the current post. */
const KEPT = 6
const recent: HTMLImageElement[] = []

/** Fetches and decodes a picture ahead of time, so that it is drawn in the frame its post is. */
export function preloadPicture(hash: string): void {
  const url = new URL(pictureUrl(hash), document.baseURI).href
  if (recent.some(({ src }) => src === url)) return
  const picture = new Image()
  picture.src = url
  picture.decode().catch(() => undefined) // the picture panel says what is wrong with it
  recent.push(picture)
  if (recent.length > KEPT) recent.shift()
}
