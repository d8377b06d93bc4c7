"use strict";
/** The toolbar's popup: the card of the active tab's page, or why there is none. */
(() => {
  const { element } = MastheadDom;
  const { say } = MastheadWords;
  const EVERYWHERE = { origins: ["http://*/*", "https://*/*"] };

  /** The tab whose page is asked for: the active one, or `?tab=ID`. */
  const tabAsked = async () => {
    const named = Number(new URLSearchParams(location.search).get("tab"));
    if (named) return named;
    const [active] = await chrome.tabs.query({ active: true, currentWindow: true });
    return active?.id ?? chrome.tabs.TAB_ID_NONE;
  };

  /**
   * What stands in the popup for this tab.
   * @param {number} tabId
   * @returns {Promise<HTMLElement>}
   */
  const content = async (tabId) => {
    const reply = await chrome.tabs.sendMessage(tabId, { kind: "view" }).catch(() => null);
    if (reply?.view)
      return MastheadCard.draw(reply.view, (selector, on) =>
        chrome.tabs.sendMessage(tabId, { kind: "show", selector, on }),
      );
    const { problem } = reply ?? (await chrome.runtime.sendMessage({ kind: "list" }));
    if (problem) return state(`problem_${problem}`, problem === "page" ? "problem_page_means" : "problem_list_means");
    if (!(await chrome.permissions.contains(EVERYWHERE))) return withoutAccess(tabId);
    return state("popup_no_page", "popup_no_page_means");
  };

  /**
   * @param {string} title
   * @param {string} means
   * @param {HTMLElement | null} button
   */
  const state = (title, means, button = null) =>
    element("div", { class: "state" }, element("h2", {}, say(title)), element("p", {}, say(means)), button);

  /** @param {number} tabId */
  const withoutAccess = (tabId) => {
    const button = element("button", { type: "button" }, say("popup_allow"));
    button.addEventListener("click", async () => {
      if (!(await chrome.permissions.request(EVERYWHERE))) return;
      await chrome.tabs.reload(tabId);
      window.close();
    });
    return state("popup_no_access", "popup_no_access_means", button);
  };

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(MastheadStyle.card);
  document.adoptedStyleSheets = [sheet];
  document.documentElement.lang = say("date_locale");
  document.documentElement.dir = say("@@bidi_dir");
  const options = /** @type {HTMLElement} */ (document.getElementById("options"));
  options.textContent = say("popup_options");
  options.addEventListener("click", () => chrome.runtime.openOptionsPage().then(() => window.close()));
  const main = /** @type {HTMLElement} */ (document.getElementById("main"));
  main.append(element("p", { class: "state waiting quiet" }, say("popup_waiting")));
  tabAsked()
    .then(content)
    .then((drawn) => main.replaceChildren(drawn));
})();
