/**
 * Text as it may be shown: characters that would steer the reader's screen are shown, not obeyed. Control characters
 * become their pictures (ESC is ␛); those that turn the direction of writing or hide, halves of characters and what is no
 * character at all become their code points. Nothing that is left is forbidden in XML 1.0.
 */
export function visible(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b-\u001f]/g, (char) => String.fromCharCode(0x2400 + char.charCodeAt(0)))
    .replace(/\u007f/g, '\u2421')
    .replace(
      /[\u0080-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]/g,
      codePoint,
    )
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, codePoint);
}

function codePoint(char: string): string {
  return `⟨U+${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`;
}
