using System.Collections.Concurrent;
using Microsoft.Playwright;
using OrderFlow.BrowserTests.Support;

namespace OrderFlow.BrowserTests.Hosting;

[Collection(BrowserCollection.Name)]
public sealed class ApiPageTests(Workplace workplace)
{
    [Fact]
    public async Task The_API_page_shows_the_API_and_asks_no_other_server()
    {
        var page = await workplace.OpenAsync();
        var elsewhere = new ConcurrentBag<string>();
        var errors = new ConcurrentBag<string>();
        page.Request += (_, request) =>
        {
            if (request.Url.StartsWith("http", StringComparison.Ordinal) && !workplace.Address.IsBaseOf(new Uri(request.Url)))
                elsewhere.Add(request.Url);
        };
        page.PageError += (_, error) => errors.Add(error);

        await page.GotoAsync("/scalar");

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { NameRegex = new("OrderFlow") }).First).ToBeVisibleAsync();
        elsewhere.ShouldBeEmpty();
        errors.ShouldBeEmpty();
    }
}
