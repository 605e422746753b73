/** Whether the keyboard is one of a Mac, where Command does what Control does elsewhere. */
export const IS_MAC = /Mac/u.test(navigator.platform)
