/**
 * What is no letter to be seen and may yet do something where text is printed: control characters, among them those
 * that begin a terminal's commands, line ends of Unicode, and what turns the direction of the text about it.
 */
const unprintable = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g

/** A text from somebody else as it may be printed: what cannot be seen is written `\u001b`. */
export function printable(text: string): string {
  return text.replace(unprintable, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
