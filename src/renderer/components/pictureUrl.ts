/** Where the host serves a picture, by its content hash. */
export function pictureUrl(hash: string): string {
  return `image/${hash}`
}
