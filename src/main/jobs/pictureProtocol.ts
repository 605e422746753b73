/** What a look at the bytes of a picture file tells. */
export type PictureInspection =
  | {
      readonly state: 'ok'
      /** SHA-256 of the file in hex. */
      readonly hash: string
      readonly format: 'jpeg' | 'png' | 'webp' | 'gif'
      /** Pixels after EXIF rotation. */
      readonly width: number
      readonly height: number
      /** Of the file. */
      readonly bytes: number
    }
  | { readonly state: 'broken'; readonly reason: string }

export type InspectPicture = (path: string) => Promise<PictureInspection>
