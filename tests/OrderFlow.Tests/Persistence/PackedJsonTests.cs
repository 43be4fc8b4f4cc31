using System.Text;
using OrderFlow.Persistence;

namespace OrderFlow.Tests.Persistence;

public sealed class PackedJsonTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(100_000)]
    public void What_is_packed_comes_back_equal(int length)
    {
        var random = new Random(length);
        var json = Encoding.UTF8.GetBytes($"[{new string([.. Enumerable.Range(0, length).Select(_ => (char)random.Next(48, 58))])}]");

        PackedJson.Unpack(PackedJson.Pack(json)).ShouldBe(json);
    }

    [Fact]
    public void A_state_of_common_size_packs_to_less_than_half()
    {
        var json = Encoding.UTF8.GetBytes("[" + string.Join(",", Enumerable.Range(0, 30).Select(i => $$"""{"id":{{i}},"activityId":"approve{{i}}","status":"Running"}""")) + "]");

        PackedJson.Pack(json).Length.ShouldBeLessThan(json.Length / 2);
    }

    [Fact]
    public void Damaged_bytes_are_reported_and_not_taken_for_a_state()
    {
        var packed = PackedJson.Pack(Encoding.UTF8.GetBytes(new string('1', 2000)));

        Should.Throw<InvalidDataException>(() => PackedJson.Unpack(packed[..^3]));
    }
}
