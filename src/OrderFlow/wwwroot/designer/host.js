// Starts Studio in this page and holds it to its place: one element, our language, our session.
(async () => {
  const host = document.getElementById('host');
  const { element: tag, idName, id, language } = host.dataset;
  const isChinese = language.startsWith('zh');
  const isFramed = parent !== window;

  // Studio reads these when it starts.
  localStorage.setItem('BlazorCulture', isChinese ? 'zh-CN' : 'en-US');

  const tell = message => parent.postMessage({ from: 'studio', ...message }, location.origin);

  // Studio "navigates" without showing anything: the address is the workplace's business.
  const pages = [
    [/\/workflows\/instances\/([^/?#]+)\/view/, '/instances/'],
    [/\/workflows\/definitions\/([^/?#]+)\/edit/, '/workflows/'],
  ];
  for (const name of ['pushState', 'replaceState']) {
    const original = history[name].bind(history);
    history[name] = (state, title, url) => {
      const path = url == null ? location.pathname : new URL(url, document.baseURI).pathname;
      for (const [pattern, page] of pages) {
        const found = pattern.exec(path);
        if (!found || path === location.pathname) continue;
        if (isFramed) tell({ open: page + found[1] });
        else location.assign(path);
        return;
      }
      original(state, title, url);
    };
  }

  // A session that has ended would break Studio: the workplace asks its user to sign in again.
  const fetch = window.fetch.bind(window);
  window.fetch = async (...call) => {
    const answer = await fetch(...call);
    if (answer.status === 401) {
      if (isFramed) tell({ signedOut: true });
      else location.reload();
    }
    return answer;
  };

  if (isChinese) await window.orderflow.translate('/designer/texts.zh-CN.json');
  window.orderflow.dress();

  await Blazor.start();
  await customElements.whenDefined(tag);
  const element = document.createElement(tag);
  element.setAttribute(idName, id);
  element.setAttribute('remote-endpoint', `${location.origin}/elsa/api`);
  host.append(element);
  document.getElementById('waiting').remove();
})();
