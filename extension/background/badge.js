/** The toolbar button of one tab: a word on the badge, the source line as its title. */

const INK = "#2f4858";
const PAPER = "#ffffff";

/**
 * @param {number} tabId
 * @param {import("./view.js").View} view
 */
export async function showBadge(tabId, view) {
  const { action } = chrome;
  const text = view.badge ? chrome.i18n.getMessage(`badge_${view.badge}`) : "";
  try {
    await Promise.all([
      action.setBadgeText({ tabId, text }),
      action.setBadgeBackgroundColor({ tabId, color: INK }),
      action.setBadgeTextColor({ tabId, color: PAPER }),
      action.setTitle({ tabId, title: titleOf(view.line) }),
    ]);
  } catch {
    // the tab was closed while its page was read
  }
}

/** @param {import("./view.js").Line | null} line */
function titleOf(line) {
  const name = chrome.i18n.getMessage("name");
  if (!line) return name;
  const words = [chrome.i18n.getMessage(line.message, [line.outlet]), ...line.labels.map((label) => label.text)];
  return `${name}: ${words.join(" · ")}`;
}
