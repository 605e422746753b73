import type { ReactElement, ReactNode } from 'react'

/** Line drawings on a 20 px grid in the colour of the text around them; each stands beside a word or a name. */
function icon(drawing: ReactNode): () => ReactElement {
  return function Icon() {
    return (
      <svg
        width="20"
        height="20"
        viewBox="0 0 20 20"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.4"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
      >
        {drawing}
      </svg>
    )
  }
}

export const ReviewIcon = icon(<path d="M3 5h14M3 10h8M3 15h6M12.5 13.5l2 2 3.5-4" />)
export const WarningIcon = icon(<path d="M10 3.5 17.5 16.5h-15zM10 8.5v3.5M10 14.2v.1" />)
export const AgreementIcon = icon(
  <>
    <circle cx="7.5" cy="10" r="4.75" />
    <circle cx="12.5" cy="10" r="4.75" />
  </>,
)
export const TrainIcon = icon(<path d="M3.5 3.5v13h13M6.5 12.5l3-4 3 2 4-5.5" />)
export const ModelsIcon = icon(
  <path d="M10 2.8 16.5 6.4v7.2L10 17.2l-6.5-3.6V6.4zM3.5 6.4l6.5 3.6 6.5-3.6M10 10v7.2" />,
)
export const DataIcon = icon(
  <>
    <ellipse cx="10" cy="5" rx="6.5" ry="2.5" />
    <path d="M3.5 5v10c0 1.4 2.9 2.5 6.5 2.5s6.5-1.1 6.5-2.5V5M3.5 10c0 1.4 2.9 2.5 6.5 2.5s6.5-1.1 6.5-2.5" />
  </>,
)
export const FlagIcon = icon(<path d="M5 17.5V3.5h9.5l-2 3.25 2 3.25H5" />)
export const CommentIcon = icon(<path d="M3.5 4.5h13v9h-7l-3.5 3v-3h-2.5z" />)
export const UndoIcon = icon(<path d="M7 5 3.5 8.5 7 12M4 8.5h8a4 4 0 0 1 0 8H9" />)
export const RedoIcon = icon(<path d="M13 5l3.5 3.5L13 12M16 8.5H8a4 4 0 0 0 0 8h3" />)
export const ZoomIcon = icon(
  <>
    <circle cx="9" cy="9" r="5.5" />
    <path d="m13 13 4 4M9 6.8v4.4M6.8 9h4.4" />
  </>,
)
export const CloseIcon = icon(<path d="m5.5 5.5 9 9M14.5 5.5l-9 9" />)
export const PictureOffIcon = icon(
  <path d="M3.5 4.5h13v11h-13zM3.5 13l3.5-3.5 2.5 2.5M12 10.5l4.5 4M2.5 2.5l15 15" />,
)
export const ListIcon = icon(<path d="M3.5 5.5h13M3.5 10h13M3.5 14.5h13" />)
