// What the pages need of the browser and Blazor does not give.
(() => {
  // The server was restarted: the page's own state is there no more, its address has all that counts.
  addEventListener('DOMContentLoaded', () => {
    document.getElementById('components-reconnect-modal')
      ?.addEventListener('components-reconnect-state-changed', event => {
        if (event.detail.state === 'rejected') location.reload();
      });
  });

  // The designer in its frame asks for another page of ours, or says that nobody is signed in any more.
  addEventListener('message', event => {
    if (event.origin !== location.origin || event.data?.from !== 'studio') return;
    const isOurs = [...document.querySelectorAll('iframe.studio')].some(frame => frame.contentWindow === event.source);
    if (!isOurs) return;
    if (event.data.signedOut) location.reload();
    else if (/^\/(workflows|instances)\/[^/]/.test(event.data.open ?? '')) location.assign(event.data.open);
  });
})();
